import { type CaseFile, placeCases } from './case-file.js';
import { readExports } from './driver-api.js';
import type { OracleFramework } from './frameworks.js';

/** Every export of the driver exists, and types of options accept wrappers as well as the driver's own objects. */
export function exportsFile({ name }: OracleFramework): CaseFile {
  const { all, plainTypes } = readExports();
  const header = [
    `import * as driver from 'mongodb';`,
    `import * as motorized from 'motorized/${name}';`,
    `import type { In, InWrapped } from 'oracle/maps/${name}.js';`,
    `import { check, given, type Same } from 'oracle/support.js';`,
  ];
  const about = (member: string) => ({ id: member, member, kind: 'export' as const, subject: member });
  const missing = `Exclude<keyof typeof driver, keyof typeof motorized | 'default'>`;
  // Maps of events are not arguments. Listeners are compared with each class.
  const given = plainTypes.filter((each) => !each.endsWith('Events'));
  return placeCases('exports', header, [
    { ...about('values'), lines: [`check<Same<never, ${missing}>>();`] },
    ...all.map((each) => ({ ...about(each), lines: [`export type { ${each} } from 'motorized/${name}';`] })),
    ...given.map((each) => ({
      ...about(each),
      id: `${each} as an argument`,
      lines: [
        `given<(options: motorized.${each}) => void>()(given<In<driver.${each}>>());`,
        `given<(options: motorized.${each}) => void>()(given<InWrapped<driver.${each}>>());`,
      ],
    })),
  ]);
}
