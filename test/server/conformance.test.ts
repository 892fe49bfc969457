import { conformanceSuite } from '../../codegen/conformance/suites.js';
import { builtInFrameworks } from '../../codegen/frameworks/load/load-framework.js';
import { inProject } from '../support/project-root.js';

// A server of its own: this one drops a database for each call, by which the one of all other tests would get slow.
const server = inProject('build/test/server/start-server.js');
for (const framework of await builtInFrameworks()) conformanceSuite({ framework, server });
