import { type Viewer, VISITOR } from '../kernel/viewer.js';
import { type UnitOfWork } from '../platform/database/unit-of-work.js';
import { type PortalRequest } from '../platform/web/request.js';
import { viewerOf } from './accounts.queries.js';

/**
 * Turns the session into a viewer on every request, from the tables and not from the session, so that a lost role
 * or a disabled account counts at once. (security.md C5, C6)
 */
export async function viewerOfRequest(request: PortalRequest, work: UnitOfWork): Promise<Viewer> {
  const { accountId } = request.session;
  if (accountId === undefined) return VISITOR;
  return (await viewerOf(work.reader, accountId)) ?? VISITOR;
}
