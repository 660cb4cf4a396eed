import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { judgeFile, MOST_BYTES } from '../../../src/platform/files/file-judge.js';
import { cleanFileName } from '../../../src/platform/files/file-name.js';
import { picture } from '../../support/pictures.js';
import { officeOf, zipOf } from '../../support/zip.js';

const folder = mkdtempSync(join(tmpdir(), 'portal-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pdf = (body: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(body), Buffer.from('\n%%EOF')]);
const packedObjects = (text: string, dictionary = '/Filter /FlateDecode'): Buffer =>
  Buffer.concat([
    Buffer.from(`7 0 obj << /Type /ObjStm /N 1 /First 4 ${dictionary} >>\nstream\n`),
    deflateSync(text),
    Buffer.from('\nendstream endobj'),
  ]);
const rels = (type: string, target: string): string =>
  `<Relationships><Relationship Id="r1" Type="http://schemas.example/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/></Relationships>`;
const zip = zipOf([{ name: 'a.txt', content: 'a' }]);

type Case = readonly [kind: string, name: string, content: Buffer, code: string];
const HOSTILE: readonly Case[] = [
  ['nothing at all', '章程.pdf', Buffer.alloc(0), 'file-empty'],
  ['one byte above the limit', '章程.txt', Buffer.alloc(MOST_BYTES + 1, 'a'), 'file-too-large'],
  ['a program called PDF', '章程.pdf', Buffer.from('MZ\x90\x00'), 'file-type'],
  ['a program under its own name', '章程.pdf.exe', Buffer.from('MZ\x90\x00'), 'file-type'],
  ['no ending', '章程', Buffer.from('text'), 'file-type'],
  ['SVG with a script', '图.svg', Buffer.from('<svg><script>alert(1)</script></svg>'), 'file-type'],
  ['HTML', '页.html', Buffer.from('<html></html>'), 'file-type'],
  ['HTML called text', '页.txt', Buffer.from('\uFEFF  <html></html>'), 'file-type'],
  ['a shell script called text', '说明.txt', Buffer.from('#!/bin/sh\nrm -rf /'), 'file-type'],
  ['binary called text', '说明.csv', Buffer.from([0x41, 0, 0x42]), 'file-type'],
  ['HTML called DOCX', '章程.docx', Buffer.from('<html></html>'), 'file-type'],
  ['an archive', '材料.zip', zip, 'file-type'],
  ['an archive called DOCX', '章程.docx', zip, 'file-not-what-it-says'],
  ['a workbook called DOCX', '章程.docx', officeOf('xlsx'), 'file-not-what-it-says'],
  ['old Office or a locked document', '章程.docx', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'file-locked'],
  [
    'a locked entry',
    '章程.docx',
    officeOf('docx', [{ name: 'word/a.xml', content: 'a', flags: 1 }]),
    'file-locked',
  ],
  ['half an archive', '章程.docx', officeOf('docx').subarray(0, 200), 'file-damaged'],
  [
    'a path out of the archive',
    '章程.docx',
    officeOf('docx', [{ name: '../../etc/passwd', content: 'a' }]),
    'file-damaged',
  ],
  [
    'two entries of one name',
    '章程.docx',
    officeOf('docx', [{ name: 'WORD/document.xml', content: 'a' }]),
    'file-damaged',
  ],
  [
    'a link',
    '章程.docx',
    officeOf('docx', [{ name: 'word/link', content: '/etc/passwd', mode: 0o120777 }]),
    'file-unpacks-too-large',
  ],
  [
    'a bomb of zeroes',
    '章程.docx',
    officeOf('docx', [{ name: 'word/media/a.bin', content: Buffer.alloc(80_000_000) }]),
    'file-unpacks-too-large',
  ],
  [
    'a bomb that lies about its size',
    '章程.docx',
    officeOf('docx', [{ name: 'word/media/a.bin', content: Buffer.alloc(80_000_000), says: { size: 10 } }]),
    'file-damaged',
  ],
  [
    'very many entries',
    '章程.docx',
    officeOf(
      'docx',
      Array.from({ length: 2_500 }, (_, i) => ({ name: `word/${i}.xml`, content: 'a' })),
    ),
    'file-unpacks-too-large',
  ],
  ['macros', '预算.xlsx', officeOf('xlsx', [{ name: 'xl/vbaProject.bin', content: 'a' }]), 'file-macros'],
  [
    'a macro document renamed',
    '章程.docx',
    officeOf('docx', [], 'ms-word.document.macroEnabled.main+xml'),
    'file-macros',
  ],
  [
    'an archive inside',
    '章程.docx',
    officeOf('docx', [{ name: 'word/media/a.dat', content: zip }]),
    'file-nested-archive',
  ],
  [
    'an archive of another kind inside',
    '汇报.pptx',
    officeOf('pptx', [{ name: 'ppt/media/a.bin', content: Buffer.from('Rar!\x1A\x07', 'latin1') }]),
    'file-nested-archive',
  ],
  [
    'a document in a document in a document',
    '章程.docx',
    officeOf('docx', [
      {
        name: 'word/embeddings/a.xlsx',
        content: officeOf('xlsx', [{ name: 'xl/embeddings/b.docx', content: officeOf('docx') }]),
      },
    ]),
    'file-nested-archive',
  ],
  [
    'macros in an embedded workbook',
    '章程.docx',
    officeOf('docx', [
      {
        name: 'word/embeddings/a.xlsx',
        content: officeOf('xlsx', [{ name: 'xl/vbaProject.bin', content: 'a' }]),
      },
    ]),
    'file-macros',
  ],
  [
    'a program inside',
    '章程.docx',
    officeOf('docx', [{ name: 'word/media/a.png', content: 'MZ program' }]),
    'file-active',
  ],
  [
    'an object that runs',
    '章程.docx',
    officeOf('docx', [{ name: 'word/embeddings/oleObject1.bin', content: 'object' }]),
    'file-embedded',
  ],
  [
    'a template fetched from elsewhere',
    '章程.docx',
    officeOf('docx', [
      { name: 'word/_rels/settings.xml.rels', content: rels('attachedTemplate', 'https://a.example/x.dotm') },
    ]),
    'file-active',
  ],
  [
    'entities that grow',
    '预算.xlsx',
    officeOf('xlsx', [{ name: 'xl/a.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }]),
    'file-entities',
  ],
  [
    'entities in another encoding',
    '预算.xlsx',
    officeOf('xlsx', [{ name: 'xl/a.xml', content: Buffer.from('<!DOCTYPE a>', 'utf16le') }]),
    'file-entities',
  ],
  [
    'a script in a PDF',
    '章程.pdf',
    pdf('1 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj'),
    'file-active',
  ],
  ['a script in other spelling', '章程.pdf', pdf('1 0 obj << /S /Java#53cript >> endobj'), 'file-active'],
  [
    'a program started by a PDF',
    '章程.pdf',
    pdf('1 0 obj << /S /Launch /F (cmd.exe) >> endobj'),
    'file-active',
  ],
  [
    'a script packed into a stream of objects',
    '章程.pdf',
    pdf(packedObjects('8 0 << /S /JavaScript >>')),
    'file-active',
  ],
  [
    'a script behind the word that ends a stream',
    '章程.pdf',
    pdf(
      Buffer.concat([
        Buffer.from('7 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n'),
        deflateSync('(endstream) << /S /JavaScript >>', { level: 0 }),
        Buffer.from('\nendstream endobj'),
      ]),
    ),
    'file-active',
  ],
  [
    'a packing that nobody can read',
    '章程.pdf',
    pdf(packedObjects('8 0 << >>', '/Filter [/ASCIIHexDecode /FlateDecode]')),
    'file-damaged',
  ],
  [
    'a head of objects pushed out of sight',
    '章程.pdf',
    pdf(`7 0 obj << /Type /ObjStm %${'x'.repeat(5_000)}\n>>\nstream\n`),
    'file-damaged',
  ],
  [
    'a file in a PDF',
    '章程.pdf',
    pdf('1 0 obj << /Type /EmbeddedFile >> stream\n endstream'),
    'file-embedded',
  ],
  ['a locked PDF', '章程.pdf', pdf('trailer << /Encrypt 9 0 R >>'), 'file-locked'],
  ['a PDF that is an archive too', '章程.pdf', Buffer.concat([pdf('1 0 obj'), zip]), 'file-two-kinds'],
  ['a page in front of a PDF', '章程.pdf', pdf('<script>alert(1)</script>'), 'file-two-kinds'],
  ['a picture that is an archive too', '照片.png', Buffer.concat([picture.png(9, 9), zip]), 'file-two-kinds'],
  [
    'a picture with a script',
    '照片.gif',
    Buffer.concat([picture.gif(9, 9), Buffer.from('<script>')]),
    'file-two-kinds',
  ],
  ['a flood of pixels (PNG)', '照片.png', picture.png(50_000, 50_000), 'file-pixels'],
  ['a flood of pixels (JPEG)', '照片.jpg', picture.jpg(65_000, 65_000), 'file-pixels'],
  ['a flood of pixels (GIF)', '照片.gif', picture.gif(65_000, 65_000), 'file-pixels'],
  ['a flood of pixels (WebP)', '照片.webp', picture.webp(16_000_000, 16_000_000), 'file-pixels'],
  ['a picture one pixel too wide', '照片.png', picture.png(20_001, 1), 'file-pixels'],
  ['a picture without a size', '照片.png', picture.png(0, 5), 'file-damaged'],
  ['a picture that breaks off', '照片.jpg', Buffer.from('\xFF\xD8\xFF\xE0\x00', 'latin1'), 'file-damaged'],
  ['a JPEG called PNG', '照片.png', picture.jpg(9, 9), 'file-type'],
];
const GOOD: readonly (readonly [name: string, content: Buffer])[] = [
  ['章程.pdf', pdf('1 0 obj << /Type /Catalog /URI (https://a.example) >> endobj')],
  ['章程.pdf', pdf(packedObjects('8 0 << /Type /Page >>'))],
  ['章程.docx', officeOf('docx')],
  [
    '带图表.docx',
    officeOf('docx', [
      { name: 'word/embeddings/a.xlsx', content: officeOf('xlsx') },
      { name: 'word/_rels/document.xml.rels', content: rels('hyperlink', 'https://a.example') },
      { name: 'word/media/image1.emz', content: Buffer.from('\x1F\x8B\x08', 'latin1') },
    ]),
  ],
  ['预算.xlsx', officeOf('xlsx')],
  ['汇报.pptx', officeOf('pptx')],
  ['照片.PNG', picture.png(8_000, 8_000)],
  ['照片.jpeg', picture.jpg(4_000, 3_000)],
  ['照片.gif', picture.gif(400, 300)],
  ['照片.webp', picture.webp(400, 300)],
  ['名单.csv', Buffer.from('姓名,分工\r\n示例,督导\r\n')],
  ['国标.txt', Buffer.from([0xd5, 0xc2, 0xb3, 0xcc])],
  ['满.txt', Buffer.alloc(MOST_BYTES, 'a')],
];

const judged = async (name: string, content: Buffer): ReturnType<typeof judgeFile> => {
  const path = join(folder, randomBytes(8).toString('hex'));
  writeFileSync(path, content);
  return judgeFile({ path, name });
};

describe('a file is judged by its content', () => {
  test.each(HOSTILE)('%s is refused with its reason', async (_, name, content, code) => {
    const started = performance.now();
    expect(await judged(name, content)).toMatchObject({ ok: false, findings: [{ code }] });
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  test.each(GOOD)('%s is taken', async (name, content) => {
    expect(await judged(name, content)).toMatchObject({ ok: true, value: { size: content.length } });
  });

  test('a place that takes less says what it takes', async () => {
    const path = join(folder, 'only-pdf');
    writeFileSync(path, picture.png(9, 9));
    const refused = await judgeFile({ path, name: '照片.png' }, { kinds: ['pdf'] });
    expect(refused).toMatchObject({ ok: false, findings: [{ code: 'file-type', args: { accepts: 'PDF' } }] });
    const small = await judgeFile({ path, name: '照片.png' }, { maxBytes: 10 });
    expect(small).toMatchObject({ ok: false, findings: [{ code: 'file-too-large' }] });
  });
});

describe('names are cleaned (C60)', () => {
  test.each([
    ['C:\\用户\\章程.pdf', '章程.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['章程\u202Efdp.exe', '章程fdp.exe'],
    ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie_ x.pdf'],
    ['"a"*?.pdf', '_a___.pdf'],
    ['CON.pdf', '_CON.pdf'],
    ['  ..章程.pdf. ', '章程.pdf'],
    ['..', '_'],
    ['', '_'],
    [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(116)}.pdf`],
    [`${'😀'.repeat(130)}.docx`, `${'😀'.repeat(115)}.docx`],
  ])('%j becomes %j', (sent, kept) => {
    expect(cleanFileName(sent)).toBe(kept);
  });
});
