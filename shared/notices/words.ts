import type { Instant } from '../time/instant.ts'
import { formatInstant } from '../time/london.ts'

export type ChoicesRefusal =
  | { readonly code: 'urgent-needs-a-way'; readonly field: 'urgentBy' }
  | { readonly code: 'quiet-hours-are-none'; readonly field: 'quietUntil' }
export type SnoozeRefusal =
  | { readonly code: 'snooze-in-past'; readonly field: 'until' }
  | { readonly code: 'snooze-too-long'; readonly field: 'until'; readonly days: number }
export type DeviceRefusal =
  | { readonly code: 'push-not-set-up' }
  | { readonly code: 'device-not-found' }
  | { readonly code: 'too-many-devices'; readonly most: number }
export type TestRefusal =
  | { readonly code: 'no-way-to-reach-you' }
  | { readonly code: 'tested-just-now'; readonly again: Instant }
export type RungRefusal =
  | { readonly code: 'notice-not-found' }
  | { readonly code: 'rung-already'; readonly byName: string; readonly at: Instant }

type Said = ChoicesRefusal | SnoozeRefusal | DeviceRefusal | TestRefusal | RungRefusal

/** Each refusal as a sentence that says what happened and what to do. */
export function noticeRefusalWords(refusal: Said): string {
  switch (refusal.code) {
    case 'urgent-needs-a-way':
      return 'Choose at least one way for jobs and check-ins. They always come.'
    case 'quiet-hours-are-none':
      return 'The quiet hours end when they begin. Change one of the two, or leave both empty.'
    case 'snooze-in-past':
      return 'That time has passed. Choose a later one.'
    case 'snooze-too-long':
      return `You can snooze for ${refusal.days} days at most. Choose an earlier day.`
    case 'push-not-set-up':
      return 'Notices on phones are not set up here. An administrator can set them up.'
    case 'device-not-found':
      return 'That device is not one of yours, or is taken off already. Nothing was changed.'
    case 'too-many-devices':
      return `You have ${refusal.most} devices already. Take one off, then add this one.`
    case 'no-way-to-reach-you':
      return 'There is no way to reach you yet. Add this phone, or have a mobile number put on your page.'
    case 'tested-just-now':
      return `A test is on its way. Ask for another after ${formatInstant(refusal.again)}.`
    case 'notice-not-found':
      return 'That notice is not one of this service, or has reached its person meanwhile. Nothing was changed.'
    case 'rung-already':
      return `${refusal.byName} rang them at ${formatInstant(refusal.at)}.`
  }
}
