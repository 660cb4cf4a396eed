import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { found, refused } from '../kernel/outcome.js';
import { may } from '../kernel/rights.js';
import { type SignedIn } from '../kernel/viewer.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Allow, CurrentUser } from '../platform/web/access.js';
import { type Answer, page, refusedPage, seeOther } from '../platform/web/answer.js';
import { findingsIn, type Form, FormPipe } from '../platform/web/form.js';
import { contactPage, contactsPage, type ContactsPlace } from './contacts.pages.js';
import { type ContactLine, contactsOf } from './contacts.queries.js';
import { ContactsService } from './contacts.service.js';
import { organizationByCode } from './organizations.queries.js';
import { ContactForm, OpeningForm } from './relations.forms.js';

/** The contacts of a body at the bureau's desk: masked for all, in full with a reason. */
@Controller('bureau/organizations/:code/contacts')
export class ContactsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly contacts: ContactsService,
  ) {}

  @Allow('organization.see')
  @Get()
  async list(@CurrentUser() viewer: SignedIn, @Param('code') code: string): Promise<Answer> {
    const { id, place } = await this.body(viewer, code);
    return page('organizations/contacts', contactsPage(place, await contactsOf(this.work.reader, id)));
  }

  @Allow('organization.edit')
  @Post()
  async add(
    @CurrentUser() viewer: SignedIn,
    @Param('code') code: string,
    @Body(FormPipe(ContactForm)) form: Form<ContactForm>,
  ): Promise<Answer> {
    const { id, place } = await this.body(viewer, code);
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

  @Allow('organization.see')
  @Get(':id')
  async show(
    @CurrentUser() viewer: SignedIn,
    @Param('code') code: string,
    @Param('id') id: string,
  ): Promise<Answer> {
    const { id: bodyId, place } = await this.body(viewer, code);
    return page('organizations/contact', contactPage(place, await this.one(bodyId, id)));
  }

  /** Not a change of anything but the trail, so it answers with the page itself: the value travels in no address. */
  @Allow('organization.contact.open')
  @Post(':id/disclosure')
  async open(
    @CurrentUser() viewer: SignedIn,
    @Param() { code, id }: { code: string; id: string },
    @Body(FormPipe(OpeningForm)) form: Form<OpeningForm>,
  ): Promise<Answer> {
    const { id: bodyId, place } = await this.body(viewer, code);
    const one = await this.one(bodyId, id);
    if (!form.ok)
      return refusedPage(
        'organizations/contact',
        contactPage(place, one, { entered: { values: form.values, findings: findingsIn(form) } }),
      );
    const opened = await this.contacts.open(viewer, bodyId, id, form.value.reason);
    return page('organizations/contact', contactPage(place, one, { opened }));
  }

  @Allow('organization.edit')
  @Post(':id/end')
  async end(
    @CurrentUser() viewer: SignedIn,
    @Param('code') code: string,
    @Param('id') id: string,
  ): Promise<Answer> {
    const { id: bodyId, place } = await this.body(viewer, code);
    await this.contacts.end(viewer, bodyId, id);
    return seeOther(place.base, 'relations.contacts.ended');
  }

  private async body(viewer: SignedIn, code: string): Promise<{ id: string; place: ContactsPlace }> {
    const { id, name } = found(await organizationByCode(this.work.reader, code));
    const home = `/bureau/organizations/${code}`;
    const place = {
      name,
      base: `${home}/contacts`,
      crumbs: [{ label: name, href: home }],
      mayEdit: may(viewer, 'organization.edit'),
      mayOpen: may(viewer, 'organization.contact.open'),
    };
    return { id, place };
  }

  private async one(organizationId: string, id: string): Promise<ContactLine> {
    const list = await contactsOf(this.work.reader, organizationId);
    return found(list.find((each) => each.id === id));
  }
}
