import { factsOf, type NoticeKind } from './kinds.ts'

/** What leaves the hub, the same for every channel. */
export interface NoticeText {
  readonly title: string
  readonly body: string
  /** The page that it opens, without the hub's address. */
  readonly path: string
}

const pages: Partial<Record<NoticeKind, string>> = {
  'rota-changed': '/me/rota',
  'rota-changed-soon': '/me/rota',
  'swap-offered': '/me/rota',
  'swap-taken': '/me/rota',
  'swap-turned-down': '/me/rota',
  'leave-decided': '/me/rota',
  'claim-decided': '/me/toil',
  'job-given': '/me',
  'job-taken-back': '/me',
  'job-news': '/me',
  'offer-unanswered': '/me',
  'check-in-due': '/me',
}

/**
 * The words of a notice, of one kind or of several that are told together. They stand on lock screens and pass through other people's
 * servers, so they hold nothing of anybody: no name, no place, no reference (UK GDPR article 9; the hub's hazard of a name on a lock screen).
 *
 * @example textOf(['job-given']) // { title: 'Duty Hub', body: 'You have a new job. Open Duty Hub.', path: '/me' }
 */
export function textOf(kinds: readonly NoticeKind[]): NoticeText {
  const said = [...new Set(kinds)]
  const paths = new Set(said.map((kind) => pages[kind] ?? '/'))
  const [only = '/'] = paths
  return {
    title: 'Duty Hub',
    body: [...said.map((kind) => factsOf(kind).says), 'Open Duty Hub.'].join(' '),
    path: paths.size === 1 ? only : '/',
  }
}
