import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import type { BackByRefusal, Rung } from './ladder.ts'

export type CheckInRefusal = { readonly code: 'allocation-not-found' } | BackByRefusal
export type SayHomeRefusal = { readonly code: 'not-out' } | { readonly code: 'still-at-work'; readonly number: number }
/** Why a call for help is not ended by whoever pressed. */
export type CallRefusal =
  | { readonly code: 'help-over'; readonly byName: string | null; readonly at: Instant | null }
  | { readonly code: 'called-again'; readonly at: Instant }
export type WatchRefusal =
  | CallRefusal
  | { readonly code: 'watch-not-found' }
  | { readonly code: 'own-watch' }
  | { readonly code: 'watch-over'; readonly at: Instant }
  | { readonly code: 'not-taken-back' }
  | { readonly code: 'already-rung'; readonly byName: string; readonly at: Instant }
  | { readonly code: 'back-by-missing'; readonly field: 'backBy' }
  | { readonly code: 'speak-first'; readonly at: Instant }
  | BackByRefusal

/** Why a buddy's answer does not take the ladder down. */
export type BuddyRefusal =
  | { readonly code: 'watch-not-found' }
  | { readonly code: 'watch-over'; readonly at: Instant }
  | { readonly code: 'told-to-another'; readonly toName: string | null }
  | { readonly code: 'called-for-help' }
  | { readonly code: 'heard-since'; readonly at: Instant }
  | BackByRefusal

export function safetyWords(refusal: CheckInRefusal | SayHomeRefusal | WatchRefusal | BuddyRefusal): string {
  switch (refusal.code) {
    case 'allocation-not-found':
      return 'That job is not yours, or is no longer there. Ring the hub.'
    case 'not-out':
      return 'Nobody is waiting to hear from you: you are not out. Nothing more to do.'
    case 'still-at-work':
      return `You are still out on R-${refusal.number}. Finish it first, or ring the hub to have it taken over.`
    case 'watch-not-found':
      return 'Nobody of this service is out under that. Look at who is out again.'
    case 'own-watch':
      return 'The hub looks for you yourself here. Say on your own page that you are safe; a colleague answers for you.'
    case 'watch-over':
      return `They were back at ${formatInstant(refusal.at)}. Nothing more to do.`
    case 'told-to-another':
      return `${refusal.toName ?? 'The out-of-hours team'} has this now. Ring them, and say that you have spoken.`
    case 'heard-since':
      return `They were heard of at ${formatInstant(refusal.at)}, after that. Look again before you ring.`
    case 'called-for-help':
      return 'They called for help. Ring the hub at once, and say what you have heard.'
    case 'speak-first':
      return `They called for help at ${formatInstant(refusal.at)}. Speak to them, and say so first.`
    case 'help-over':
      return `${refusal.byName ?? 'A colleague'} has spoken to them${refusal.at === null ? '' : `, at ${formatInstant(refusal.at)}`}: that call for help is over. Nothing more to do.`
    case 'called-again':
      return `They called for help again at ${formatInstant(refusal.at)}. Speak to them once more.`
    case 'not-taken-back':
      return 'That cannot be taken back any more: it was too long ago, or they were heard of since. Ring them, and look at who is out.'
    case 'already-rung':
      return `${refusal.byName} rang the police at ${formatInstant(refusal.at)}.`
    case 'back-by-missing':
      return 'Say when they will be back, so that the hub asks again.'
    case 'back-by-too-far':
      return 'That is more than twelve hours away. Give the time of the next check-in.'
    case 'back-by-before-now':
      return 'That time has passed. Give a later one.'
    case 'check-in-in-future':
      return 'That is later than now. Check the phone’s clock.'
  }
}

/** What is to be done at a rung, for whoever reads it at the desk. The hub prompts; a person rings. */
export const rungWords: Readonly<Record<Rung, string>> = {
  'in-time': '',
  'own-phone': 'Their phone asks them now.',
  buddy: 'Ring them. If they do not answer, ring the place.',
  desk: 'Ring them and the place. Send nobody there alone.',
  police: 'Ring the police, 999. Give the place, who is there, and when they were last heard.',
}
