export const OFFICE_KINDS = ['docx', 'xlsx', 'pptx'] as const;
export type OfficeKind = (typeof OFFICE_KINDS)[number];
export const PICTURE_KINDS = ['png', 'jpg', 'gif', 'webp'] as const;
export type PictureKind = (typeof PICTURE_KINDS)[number];

/** What may be uploaded at all, by the ending of the name; scripts, programs, SVG, HTML and archives never. */
export const FILE_KINDS = ['pdf', ...PICTURE_KINDS, ...OFFICE_KINDS, 'txt', 'csv'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

const OFFICE_TYPE = 'application/vnd.openxmlformats-officedocument';

/** The type under which a file of a kind is kept and served. */
export const TYPE_OF: Readonly<Record<FileKind, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  docx: `${OFFICE_TYPE}.wordprocessingml.document`,
  xlsx: `${OFFICE_TYPE}.spreadsheetml.sheet`,
  pptx: `${OFFICE_TYPE}.presentationml.presentation`,
  txt: 'text/plain; charset=utf-8',
  csv: 'text/plain; charset=utf-8',
};

/** The kind by the ending of the name, or null when it is not accepted. */
export function kindNamed(name: string): FileKind | null {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return ending === 'jpeg' ? 'jpg' : (FILE_KINDS.find((kind) => kind === ending) ?? null);
}

/** Whether the first bytes are those of the kind. */
export function startsAs(kind: FileKind, start: Buffer): boolean {
  const text = start.subarray(0, 16).toString('latin1');
  switch (kind) {
    case 'pdf':
      return text.startsWith('%PDF-');
    case 'png':
      return text.startsWith('\x89PNG\r\n\x1A\n');
    case 'jpg':
      return text.startsWith('\xFF\xD8\xFF');
    case 'gif':
      return /^GIF8[79]a/.test(text);
    case 'webp':
      return text.startsWith('RIFF') && text.startsWith('WEBP', 8);
    case 'txt':
    case 'csv':
      return !/^\s*(?:<|#!)/.test(start.toString('utf8').replace(/^\uFEFF/, ''));
    default:
      return text.startsWith('PK\x03\x04');
  }
}
