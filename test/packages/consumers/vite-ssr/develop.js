import { createServer } from 'vite';

const server = await createServer({ appType: 'custom', server: { middlewareMode: true, ws: false } });
await server.ssrLoadModule('/src/main.js');
await server.close();
