import { type Readable } from 'node:stream';
import { type Text } from '../views/page.js';

export type FlashTone = 'ok' | 'warn' | 'danger' | 'info';

/**
 * What a controller gives back; one interceptor sends it. Nobody else touches the reply, so status, type and
 * caching are decided in one place.
 */
export type Answer =
  | {
      readonly kind: 'page';
      readonly status: number;
      readonly template: string;
      readonly model: object;
      readonly facts?: object;
    }
  | { readonly kind: 'redirect'; readonly to: string; readonly flash?: Flash }
  | { readonly kind: 'moved'; readonly to: string }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly type: string;
      readonly content: Readable | Buffer | string;
      readonly inline: boolean;
    }
  | {
      readonly kind: 'plain';
      readonly status: number;
      readonly type: string;
      readonly content: string | Buffer;
      readonly immutable: boolean;
    };

export interface Flash {
  readonly tone: FlashTone;
  readonly message: Text;
}

/** 200: the template with its model; `facts` is what the same address answers as `.json`. */
export function page(template: string, model: object, facts?: object): Answer {
  return facts
    ? { kind: 'page', status: 200, template, model, facts }
    : { kind: 'page', status: 200, template, model };
}

/** 404 with a page that says more than the common one: what was asked for, and why it is not there. */
export function missingPage(template: string, model: object, facts: object): Answer {
  return { kind: 'page', status: 404, template, model, facts };
}

/** 422: the same page again, with what was entered and what stands against it. */
export function refusedPage(template: string, model: object): Answer {
  return { kind: 'page', status: 422, template, model };
}

/** 303 after an accepted form; `flash` is a catalogue key shown once on the next page. */
export function seeOther(to: string, flash?: string | Flash): Answer {
  if (flash === undefined) return { kind: 'redirect', to };
  return {
    kind: 'redirect',
    to,
    flash: typeof flash === 'string' ? { tone: 'ok', message: { key: flash } } : flash,
  };
}

/** 301: the thing has another address for good; its JSON twin leads to the other's. */
export function movedTo(to: string): Answer {
  return { kind: 'moved', to };
}

/** A download; it leaves as an attachment with a sandbox of its own. */
export function file(name: string, type: string, content: Readable | Buffer | string): Answer {
  return { kind: 'file', name, type, content, inline: false };
}

/** A text of another type at a fixed address: a checkpoint, ledger lines, a calendar, a picture made here. */
export function plain(type: string, content: string | Buffer, options: { immutable?: boolean } = {}): Answer {
  return { kind: 'plain', status: 200, type, content, immutable: options.immutable ?? false };
}
