import { rm } from 'node:fs/promises';
import {
  applyDecorators,
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor, FilesInterceptor } from '@nestjs/platform-fastify';
import { finalize, type Observable } from 'rxjs';
import { Problem } from '../../kernel/outcome.js';
import { cleanFileName } from '../files/file-name.js';
import { CsrfTokens, MarkUpload, tokenIn } from './csrf.js';
import { refuseUnspeakable } from './body.js';
import { type PortalRequest } from './request.js';

/** A file that has just arrived, still under its temporary name below DATA_DIR. */
export interface IncomingFile {
  readonly path: string;
  /** The name the sender gave it, cleaned; never used as a path. */
  readonly name: string;
  readonly size: number;
}

interface ParsedFile {
  readonly path?: string;
  readonly originalname: string;
  readonly size: number;
}

type UploadRequest = PortalRequest & { file?: ParsedFile; files?: readonly ParsedFile[] };

/**
 * A route that takes one file in `field`: streamed to disk, cut at `maxBytes` (413). Guards run before multipart is
 * parsed, so the token is checked here, and a file that came without it is removed.
 */
export function Upload(field: string, { maxBytes }: { maxBytes: number }): MethodDecorator {
  const limits = { fileSize: maxBytes, files: 1, fields: 200, fieldSize: 64_000, fieldNestingDepth: 4 };
  return applyDecorators(
    MarkUpload(),
    UseInterceptors(FileInterceptor(field, { limits, defParamCharset: 'utf8' }), UploadToken),
  );
}

/**
 * A route that takes several files in `field`. The limits of the wire lie above those of the form, so that one file too
 * large or one too many is refused beside its field and the rest of what was typed is kept.
 */
export function UploadMany(
  field: string,
  { maxBytes, most }: { maxBytes: number; most: number },
): MethodDecorator {
  const limits = {
    fileSize: 2 * maxBytes,
    files: 2 * most,
    fields: 200,
    fieldSize: 64_000,
    fieldNestingDepth: 4,
  };
  return applyDecorators(
    MarkUpload(),
    UseInterceptors(FilesInterceptor(field, 2 * most, { limits, defParamCharset: 'utf8' }), UploadToken),
  );
}

/** The files of an `@UploadMany` route; nameless empty parts are no files. */
export const IncomingFiles = createParamDecorator(
  (_: unknown, context: ExecutionContext): readonly IncomingFile[] => {
    const { files = [] } = context.switchToHttp().getRequest<UploadRequest>();
    return files.flatMap(({ path, originalname, size }) =>
      path === undefined || (size === 0 && originalname === '')
        ? []
        : [{ path, name: cleanFileName(originalname), size }],
    );
  },
);

/** The file of an `@Upload` route, or null when none was chosen (browsers send a nameless empty part then). */
export const Incoming = createParamDecorator((_: unknown, context: ExecutionContext): IncomingFile | null => {
  const { file } = context.switchToHttp().getRequest<UploadRequest>();
  if (file?.path === undefined || (file.size === 0 && file.originalname === '')) return null;
  return { path: file.path, name: cleanFileName(file.originalname), size: file.size };
});

@Injectable()
export class UploadToken implements NestInterceptor {
  constructor(private readonly tokens: CsrfTokens) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<UploadRequest>();
    const arrived = [request.file, ...(request.files ?? [])].flatMap((one) => one?.path ?? []);
    const remove = (): void => {
      for (const path of arrived) void rm(path, { force: true }).catch(() => undefined);
    };
    try {
      if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? ''))
        throw new Problem('wrong-type');
      refuseUnspeakable(request.body);
      if (!this.tokens.fits(request, tokenIn(request.body))) throw new Problem('bad-token');
    } catch (error) {
      remove();
      throw error;
    }
    // What the service kept has been moved away; what is still here was refused.
    return next.handle().pipe(finalize(remove));
  }
}
