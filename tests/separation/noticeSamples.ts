import type { DoorName } from '#shared/kernel/matrix.ts'
import { addHours } from '#shared/time/instant.ts'
import type { Sample } from './samples.ts'

let count = 0

/** Samples for how people are told. */
export const noticeSamples = {
  'notices.mine': () => ({}),
  'notices.keepChoices': () => ({
    urgentBy: ['push', 'sms'],
    otherBy: ['email'],
    quietFrom: '22:00',
    quietUntil: '07:00',
    offDutyToo: false,
  }),
  'notices.snooze': (_, now) => ({ until: addHours(now, 8) }),
  'notices.addDevice': () => ({
    endpoint: `https://web.push.apple.com/${(count += 1)}`,
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    label: 'Phone',
  }),
  'notices.removeDevice': (of) => ({ deviceId: of.pushDevice }),
  'notices.sendTest': () => ({}),
  'notices.notReached': () => ({}),
  'notices.sayRung': (of) => ({ noticeId: of.outgoing }),
  'notices.health': () => ({}),
} as const satisfies Partial<Record<DoorName, Sample>>
