require('./program.js')(require('motorized/callback'));
