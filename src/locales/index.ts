import { form as formEn } from './en/form.js';
import { kernel as kernelEn } from './en/kernel.js';
import { form } from './zh-CN/form.js';
import { kernel } from './zh-CN/kernel.js';

/** All messages by language; the top level of each is the capability. zh-CN is the source. */
export const catalogues = {
  'zh-CN': { form, kernel },
  en: { form: formEn, kernel: kernelEn },
} as const;
