import { form as formEn } from './en/form.js';
import { form } from './zh-CN/form.js';

/** All messages by language; the top level of each is the capability. zh-CN is the source. */
export const catalogues = {
  'zh-CN': { form },
  en: { form: formEn },
} as const;
