import { Account, AccountRole } from '../accounts/account.entity.js';

/** Every table that is written through an entity. */
export const ENTITIES: readonly (new () => object)[] = [Account, AccountRole];
