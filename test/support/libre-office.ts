import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Whether LibreOffice is on this machine; where it is not, what it once wrote is tested alone. */
export const hasLibreOffice = ['/usr/bin/soffice', '/usr/local/bin/soffice'].some((path) => existsSync(path));

/** One cell that a person types into: a text or a number. */
export type TypedCell = readonly [address: string, value: string | number];

/** Opens a workbook in LibreOffice, types into its first sheet as a person would, and saves it as a workbook of its own. */
export function typedInLibreOffice(
  folder: string,
  [from, to]: readonly [string, string],
  cells: readonly TypedCell[],
): void {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  office([profile, '--terminate_after_init']);
  const typing = cells.map(([address, value]) =>
    typeof value === 'number'
      ? `s.getCellRangeByName("${address}").setValue(${value})`
      : `s.getCellRangeByName("${address}").setString("${value.replaceAll('"', '""')}")`,
  );
  const macro = [
    'Sub Fill',
    'Dim o(0) As New com.sun.star.beans.PropertyValue',
    'o(0).Name = "Hidden"',
    'o(0).Value = True',
    `d = StarDesktop.loadComponentFromURL("${pathToFileURL(from).href}", "_blank", 0, o())`,
    's = d.Sheets.getByIndex(0)',
    ...typing,
    'd.calculateAll()',
    'Dim w(0) As New com.sun.star.beans.PropertyValue',
    'w(0).Name = "FilterName"',
    'w(0).Value = "Calc MS Excel 2007 XML"',
    `d.storeToURL("${pathToFileURL(to).href}", w())`,
    'd.close(True)',
    'End Sub',
  ].join('\n');
  const source = macro.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  writeFileSync(
    join(folder, 'profile/user/basic/Standard/Module1.xba'),
    `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">${source}</script:module>`,
  );
  office([profile, 'macro:///Standard.Module1.Fill']);
  if (!existsSync(to)) throw new Error('LibreOffice wrote nothing');
}

function office(args: readonly string[]): void {
  spawnSync('soffice', ['--headless', '--norestore', ...args], { timeout: 120_000 });
}
