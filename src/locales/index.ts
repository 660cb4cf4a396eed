import { accounts as accountsEn } from './en/accounts.js';
import { common as commonEn } from './en/common.js';
import { disclosure as disclosureEn } from './en/disclosure.js';
import { files as filesEn } from './en/files.js';
import { form as formEn } from './en/form.js';
import { kernel as kernelEn } from './en/kernel.js';
import { accounts } from './zh-CN/accounts.js';
import { common } from './zh-CN/common.js';
import { disclosure } from './zh-CN/disclosure.js';
import { files } from './zh-CN/files.js';
import { form } from './zh-CN/form.js';
import { kernel } from './zh-CN/kernel.js';

/** All messages by language; the top level of each is the capability. zh-CN is the source. */
export const catalogues = {
  'zh-CN': { accounts, common, disclosure, files, form, kernel },
  en: {
    accounts: accountsEn,
    common: commonEn,
    disclosure: disclosureEn,
    files: filesEn,
    form: formEn,
    kernel: kernelEn,
  },
} as const;
