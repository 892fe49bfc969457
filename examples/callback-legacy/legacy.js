require('./program.js')(require('mongodb-legacy'));
