import { Injectable } from '@nestjs/common';
import { type Finding } from '../../kernel/outcome.js';
import { FieldKeys } from '../field-keys.js';
import { type FileLimits } from './file-judge.js';
import { FileStore, type StoredFile } from './file-store.js';

/** A kept file under the name its sender gave it. */
export interface NamedFile extends StoredFile {
  readonly name: string;
}

/** A kept file as a refused form carries it: the token is sealed, so that nobody can name a file that is not theirs. */
export interface CarriedFile {
  readonly name: string;
  readonly size: number;
  readonly token: string;
}

export interface Gathered {
  readonly files: readonly NamedFile[];
  readonly carried: readonly CarriedFile[];
  readonly findings: readonly Finding[];
}

/**
 * The files of a form with several: the good ones are kept and travel on in the refused form, so that one bad file
 * never costs the others or the text.
 */
@Injectable()
export class Evidence {
  constructor(
    private readonly store: FileStore,
    private readonly keys: FieldKeys,
  ) {}

  /** Judges what arrived and adds what an earlier try has kept. Before `write()`, never inside. */
  async gather(
    incoming: readonly { readonly path: string; readonly name: string }[],
    { tokens, field, most }: { tokens: readonly string[]; field: string; most: number },
  ): Promise<Gathered> {
    const files: NamedFile[] = [];
    for (const one of tokens.flatMap((token) => this.opened(token) ?? []))
      if (await this.store.holds(one.sha256)) files.push(one);
    const judged = await this.judged(incoming, field);
    files.push(...judged.files);
    const findings = [...judged.findings];
    const unique = files.filter((one, i) => files.findIndex(({ sha256 }) => sha256 === one.sha256) === i);
    if (unique.length > most) findings.push({ code: 'files-too-many', field, args: { most } });
    const taken = unique.slice(0, most);
    return { files: taken, carried: taken.map((one) => this.carried(one)), findings };
  }

  /** Keeps the good ones of several files, and names each bad one with its reason. Before `write()`, never inside. */
  async judged(
    incoming: readonly { readonly path: string; readonly name: string }[],
    field: string,
    limits: FileLimits = {},
  ): Promise<Pick<Gathered, 'files' | 'findings'>> {
    const files: NamedFile[] = [];
    const findings: Finding[] = [];
    for (const { path, name } of incoming) {
      const kept = await this.store.keep({ path, name }, field, limits);
      if (kept.ok) files.push({ ...kept.value, name });
      else findings.push(...kept.findings.map((finding) => ofSeveral(finding, name)));
    }
    return { files, findings };
  }

  private carried(one: NamedFile): CarriedFile {
    return { name: one.name, size: one.size, token: this.keys.seal(JSON.stringify(one)) };
  }

  private opened(token: string): NamedFile | null {
    try {
      return JSON.parse(this.keys.open(token)) as NamedFile;
    } catch {
      return null;
    }
  }
}

/** The same complaint with the name of the file, since there are several. */
function ofSeveral(finding: Finding, name: string): Finding {
  const complaint = finding.code.slice('file-'.length);
  return { ...finding, code: `evidence-${complaint}`, args: { ...finding.args, name } };
}
