import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, refused } from '../kernel/outcome.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { contactPage, contactsPage, type ContactsPlace } from './contacts.pages.js';
import { contactsOf } from './contacts.queries.js';
import { ContactsService } from './contacts.service.js';
import { organizationById } from './organizations.queries.js';
import { ContactForm } from './relations.forms.js';

/** An organization's own contacts: it adds and ends them, and sees them masked like everybody. */
@Allow('organization.contact.own.edit')
@Controller('org/contacts')
export class OwnContactsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly contacts: ContactsService,
  ) {}

  @Get()
  async list(@CurrentUser() viewer: SignedIn): Promise<Answer> {
    const { id, place } = await this.own(viewer);
    return page('organizations/contacts', contactsPage(place, await contactsOf(this.work.reader, id)));
  }

  @Post()
  async add(
    @CurrentUser() viewer: SignedIn,
    @Body(FormPipe(ContactForm)) form: Form<ContactForm>,
  ): Promise<Answer> {
    const { id, place } = await this.own(viewer);
    const outcome = form.ok
      ? await this.contacts.add(viewer, id, form.value)
      : refused<null>(findingsIn(form));
    if (outcome.ok) return seeOther(place.base, 'relations.contacts.added');
    const entered = { values: form.values, findings: outcome.findings };
    return refusedPage(
      'organizations/contacts',
      contactsPage(place, await contactsOf(this.work.reader, id), entered),
    );
  }

  @Get(':id')
  async show(@CurrentUser() viewer: SignedIn, @Param('id') id: string): Promise<Answer> {
    const own = await this.own(viewer);
    const list = await contactsOf(this.work.reader, own.id);
    return page('organizations/contact', contactPage(own.place, found(list.find((one) => one.id === id))));
  }

  @Post(':id/end')
  async end(@CurrentUser() viewer: SignedIn, @Param('id') id: string): Promise<Answer> {
    const own = await this.own(viewer);
    await this.contacts.end(viewer, own.id, id);
    return seeOther(own.place.base, 'relations.contacts.ended');
  }

  private async own(viewer: SignedIn): Promise<{ id: string; place: ContactsPlace }> {
    const { id, name } = found(await organizationById(this.work.reader, viewer.organizationId ?? ''));
    return { id, place: { name, base: '/org/contacts', crumbs: [], mayEdit: true, mayOpen: false } };
  }
}
