import type { Change } from '../change.js';
import type { ChangeRule, Detail } from '../rules.js';

/** The nouns for subjects, for the middle of a sentence. */
const NOUNS: Readonly<Record<string, string>> = {
  export: 'export',
  class: 'class',
  member: 'member',
  overload: 'overload',
  'type-parameter': 'type parameter',
  parameter: 'parameter',
  return: 'return type',
  option: 'option',
  event: 'event',
  value: 'value',
  heritage: 'base',
  constructor: 'constructor',
  deprecation: 'deprecation',
  stability: 'stability mark',
};

const DETAIL_SENTENCES: Readonly<Record<Detail, string>> = {
  narrowed: 'allows fewer values than before',
  widened: 'allows more values than before',
  nullable: 'may now be null or undefined',
  renamed: 'has a new name',
  moved: 'has moved',
  required: 'is now required',
  respelled: 'is written differently but means the same',
  reordered: 'is in another order',
  split: 'is written as another number of overloads',
  exposed: 'was internal and is now public',
};

/** Describes a change in one sentence that starts with the subject. */
export function describeChange({ rule, detail, subject }: Change): string {
  const noun = NOUNS[rule.slice(0, rule.lastIndexOf('-'))] ?? rule;
  if (rule.startsWith('deprecation-') || rule.startsWith('stability-')) return `${subject} ${describeFlag(rule)}`;
  if (rule.startsWith('heritage-')) return `${subject} ${describeHeritage(rule)}${tail(detail)}`;
  if (rule === 'return-changed') return `${subject} has a different return type${tail(detail)}`;
  if (rule.endsWith('-added')) return `${subject} is a new ${noun}${tail(detail)}`;
  if (rule.endsWith('-removed')) return `${subject}, ${article(noun)} ${noun}, is gone`;
  return `${subject}, ${article(noun)} ${noun}, ${detail === undefined ? 'has changed' : DETAIL_SENTENCES[detail]}`;
}

function tail(detail: Detail | undefined): string {
  return detail === undefined ? '' : ` that ${DETAIL_SENTENCES[detail]}`;
}

function article(noun: string): string {
  return 'aeiou'.includes(noun.charAt(0)) ? 'an' : 'a';
}

function describeFlag(rule: ChangeRule): string {
  switch (rule) {
    case 'deprecation-added':
      return 'is now deprecated';
    case 'deprecation-removed':
      return 'is no longer deprecated';
    case 'deprecation-changed':
      return 'has a different deprecation text';
    case 'stability-added':
      return 'is marked as not stable yet';
    case 'stability-removed':
      return 'is marked as stable now';
    default:
      return 'has a different stability mark';
  }
}

function describeHeritage(rule: ChangeRule): string {
  if (rule === 'heritage-added') return 'has a new base';
  return rule === 'heritage-removed' ? 'has lost a base' : 'has a different base';
}
