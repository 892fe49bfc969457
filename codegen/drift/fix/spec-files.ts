import { kindOf, orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { writeWhole } from '../../common/files/write-file.js';
import { linesRead } from '../../spec/write/read-back.js';

/** The edited files of a spec. Each is read once, and written at the end. */
export class SpecFiles {
  private readonly texts = new Map<string, string>();
  private readonly changed = new Set<string>();

  /**
   * Makes an edit that adds a number of lines. If reading the result does not find that number, the edit is dropped,
   * and a person has to edit the file.
   */
  edit(file: string, added: number, change: (text: string) => string | undefined): boolean {
    const text = this.read(file);
    const edited = change(text);
    const before = linesRead(file, text);
    if (edited === undefined || before === undefined || linesRead(file, edited) !== before + added) return false;
    this.set(file, edited);
    return true;
  }

  /** Adds a file with a number of lines. If there already is one, for other releases, a person has to edit it. */
  add(file: string, text: string, lines: number): boolean {
    if (this.texts.has(file) || kindOf(file) !== 'nothing' || linesRead(file, text) !== lines) return false;
    this.set(file, text);
    return true;
  }

  async write(): Promise<void> {
    for (const file of this.changed) await writeWhole(file, this.texts.get(file) ?? '');
  }

  private read(file: string): string {
    const known = this.texts.get(file);
    if (known !== undefined) return known;
    const text = orCannotRun(() => readRegularFile(file), 'run the command again').toString('utf8');
    this.texts.set(file, text);
    return text;
  }

  private set(file: string, text: string): void {
    this.texts.set(file, text);
    this.changed.add(file);
  }
}
