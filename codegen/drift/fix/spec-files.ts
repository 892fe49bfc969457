import { kindOf, orCannotRun, readRegularFile } from '../../common/files/read-file.js';
import { writeWhole } from '../../common/files/write-file.js';
import { linesRead } from '../../spec/write/read-back.js';

/** The files of a spec that edits are made in: each is read once, and written when all is done. */
export class SpecFiles {
  private readonly texts = new Map<string, string>();
  private readonly changed = new Set<string>();

  /**
   * Makes an edit that adds as many lines as it says. What cannot be read back so is not made: a person has to look at
   * such a file.
   */
  edit(file: string, added: number, change: (text: string) => string | undefined): boolean {
    const text = this.read(file);
    const edited = change(text);
    const before = linesRead(file, text);
    if (edited === undefined || before === undefined || linesRead(file, edited) !== before + added) return false;
    this.set(file, edited);
    return true;
  }

  /** A new file of so many lines; one that is there, about other releases, is a person's. */
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
