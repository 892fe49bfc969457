// A spec that lacks a line: `motorized drift` exits with 1, and names it.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';

cpSync('node_modules/@motorized/codegen/spec', 'spec', { recursive: true });
const lines = readFileSync('spec/Collection.yaml', 'utf8').split('\n');
writeFileSync('spec/Collection.yaml', lines.filter((line) => line.trim() !== '- countDocuments').join('\n'));

const { status, stdout } = spawnSync('npx', ['motorized', 'drift', '--framework', 'promise'], { encoding: 'utf8' });
console.log('drift', status, stdout.includes('unclaimed-member: Collection.countDocuments'));
