import { accounts as accountsEn } from './en/accounts.js';
import { common as commonEn } from './en/common.js';
import { files as filesEn } from './en/files.js';
import { form as formEn } from './en/form.js';
import { kernel as kernelEn } from './en/kernel.js';
import { accounts } from './zh-CN/accounts.js';
import { common } from './zh-CN/common.js';
import { files } from './zh-CN/files.js';
import { form } from './zh-CN/form.js';
import { kernel } from './zh-CN/kernel.js';

/** All messages by language; the top level of each is the capability. zh-CN is the source. */
export const catalogues = {
  'zh-CN': { accounts, common, files, form, kernel },
  en: {
    accounts: accountsEn,
    common: commonEn,
    files: filesEn,
    form: formEn,
    kernel: kernelEn,
  },
} as const;
