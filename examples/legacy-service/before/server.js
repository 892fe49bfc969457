'use strict';

const http = require('node:http');

const connect = require('./links.js');

const { MONGODB_URI = 'mongodb://localhost:27017/?replicaSet=rs0', PORT = '8080' } = process.env;

connect(MONGODB_URI, (error, links) => {
  if (error) {
    console.error(error);
    process.exitCode = 1;
    return;
  }
  const server = http.createServer((request, response) => {
    route(links, request, (failure, status, body) => {
      if (failure) console.error(failure);
      const location = status === 302 ? { location: body.url } : {};
      response.writeHead(failure ? 500 : status, { 'content-type': 'application/json', ...location });
      response.end(failure || body === undefined ? '' : JSON.stringify(body));
    });
  });
  server.listen(Number(PORT), () => console.log(`listening on port ${server.address().port}`));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      server.close(() => links.close((closed) => console.log(closed ? closed.message : 'closed')));
      server.closeIdleConnections();
    });
  }
});

/** Calls back with a status and a body. */
function route(links, request, done) {
  const [, first, second] = request.url.split('/');
  if (request.method === 'POST' && first === 'links') {
    return readBody(request, (error, body) => {
      if (error) return done(null, 400, { error: error.message });
      links.add(body.code, body.url, (failure, link) => {
        if (failure && failure.code === 11000) return done(null, 409, { error: `there is a link ${body.code} already` });
        done(failure, 201, link);
      });
    });
  }
  if (request.method === 'GET' && first === 'links' && second) return links.read(second, orNone(done, 200));
  if (request.method === 'GET' && first === 'links') return links.list((error, all) => done(error, 200, all));
  if (request.method === 'DELETE' && first === 'links') return links.archive(second, orNone(done, 200));
  if (request.method === 'GET') return links.follow(first, orNone(done, 302));
  done(null, 404);
}

/** What is not there is not found. */
function orNone(done, status) {
  return (error, link) => done(error, link ? status : 404, link || undefined);
}

function readBody(request, done) {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => {
    let body;
    try {
      body = JSON.parse(text);
    } catch (error) {
      return done(error);
    }
    if (typeof body.code !== 'string' || typeof body.url !== 'string') return done(new Error('code and url are texts'));
    done(null, body);
  });
}
