import type { Catalogue } from '../shape.js';
import type { guides as source } from '../zh-CN/guides.js';

export const guides = {
  list: 'Service guides',
  free: 'Free of charge',
  phone: 'Phone: {phone}',
  blocks: {
    basic: 'Basic information',
    place: 'Where and when',
    conditions: 'Who may apply',
    materials: 'What to bring',
    special: 'Special stages',
    steps: 'Steps',
    fee: 'Fees',
    basis: 'Legal basis',
    questions: 'Frequent questions',
    contact: 'Enquiries',
    complaint: 'Supervision and complaints',
  },
  'credit-repair': {
    title: 'Guide to credit repair',
    'basic-1':
      'Subject: ending the publication of penalties and other dishonesty information about your organization, or leaving the list of abnormal activity or of serious violations.',
    'basic-2':
      'For: social organizations with such information. Repair is a right unless a law or a central policy excludes it.',
    'basic-3': 'Handled by: the registration authority that made the finding; who identified it repairs it.',
    'place-1': 'Online: sign in to “My credit” on this portal, at any time.',
    'place-2': 'Counter: service window of the registration authority, on working days.',
    'conditions-1': 'The penalty or the order to rectify has been carried out and the conduct corrected.',
    'conditions-2':
      'The earliest day of repair has come: after 3 months of publication for general information, 1 year for serious, at once for light as soon as the duty is done. “My credit” names the day for each record.',
    'conditions-3':
      'List of abnormal activity: on application once the duties are done; where nothing has to be done, after 6 months. List of serious violations: after 2 years without a new ground.',
    'materials-1': 'Application for repair with your undertaking (filled in online).',
    'materials-2':
      'Proof that the duty is done, such as a receipt of payment, a report on rectification or the report that was missing.',
    'materials-3':
      'Where the law asks for it, a credit report (free on this portal) or a certificate of training.',
    'special-1':
      'Missing papers: you are told once what is missing; the time until you bring it does not count.',
    'special-2':
      'Visit: where the rectification has to be seen on the spot, a date is agreed; that time does not count.',
    'steps-1': 'Apply (you): you get the number of your receipt at once.',
    'steps-2': 'Verification (registration authority): point by point against the record.',
    'steps-3':
      'Decision (registration authority, checked by a second person): if approved, publication stops at once; if refused, you get the reasons and the way to object in writing.',
    'steps-4': 'Removal from a list: within 5 working days of verification.',
    'fee-1':
      'Free of charge. Whoever takes money for credit repair does not act for the authority; please report it.',
    'basis-1':
      'Plan on completing the system of credit repair (General Office of the State Council, 2025 No. 22).',
    'basis-2': 'Measures on credit repair (NDRC Order 36, in force from 1 April 2026).',
    'basis-3':
      'Measures on credit information of social organizations (Ministry of Civil Affairs, Order 60).',
    'questions-1':
      'Can it still be found after repair? No: it disappears from public pages, answers and statistics without a trace; the authority keeps it on file as the law requires.',
    'questions-2': 'Do I need an agent? No: your organization can do all of it online, free of charge.',
    'questions-3': 'What if the record itself is wrong? Object to it; see the other guide.',
    'contact-1': 'Department for social organizations of the registration authority, on working days.',
    'complaint-1':
      'If you are not satisfied with time, cost or manner, turn to the supervision of the registration authority or call 12345.',
  },
  'credit-objection': {
    title: 'Guide to objecting to credit information',
    'basic-1':
      'Subject: published credit information of a social organization is wrong, incomplete or should not be public, and you want it verified and corrected.',
    'basic-2': 'For: the organization concerned; anybody else may object too.',
    'basic-3': 'Handled by: the registration authority that entered the information.',
    'place-1': 'Online: organizations sign in to “My credit” and object at the record.',
    'place-2': 'Counter: service window of the registration authority, on working days.',
    'conditions-1': 'Say which piece of information, what is wrong with it and how it should read.',
    'conditions-2': 'Under your real name, which is protected and never published.',
    'materials-1': 'Objection (filled in online, or in writing).',
    'materials-2': 'Evidence, such as decisions, receipts of payment, court papers or the certificate.',
    'special-1': 'Where another department has to answer, the time of waiting does not count.',
    'special-2': 'While the objection is open the information is marked as under objection.',
    'steps-1': 'Object (you): you get a number and the day of the reply at once.',
    'steps-2': 'Verification (registration authority): within 20 working days, with an answer to each point.',
    'steps-3':
      'Correction (registration authority, checked by a second person): what is wrong is corrected, with before and after kept; what is right is explained.',
    'steps-4': 'You are told the result either way.',
    'fee-1': 'Free of charge.',
    'basis-1':
      'Measures on credit information of social organizations (Ministry of Civil Affairs, Order 60).',
    'basis-2': 'Trial measures of Huai’an on credit information of social organizations.',
    'questions-1':
      'Objection or repair? If the record is wrong, object. If it is right and the duty is done, apply for repair.',
    'questions-2':
      'Does an objection harm an application? No. Only records that are in force on the day can bar anything.',
    'questions-3':
      'What if I disagree with the reply? You may apply for administrative reconsideration or go to court.',
    'contact-1': 'Department for social organizations of the registration authority, on working days.',
    'complaint-1':
      'If there is no reply in time, turn to the supervision of the registration authority or call 12345.',
  },
} as const satisfies Catalogue<typeof source>;
