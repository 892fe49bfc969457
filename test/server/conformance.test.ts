import { conformanceSuite } from '../../codegen/conformance/suites.js';
import { builtInFrameworks } from '../../codegen/frameworks/load/load-framework.js';

for (const framework of await builtInFrameworks()) conformanceSuite({ framework });
