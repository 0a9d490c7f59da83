/** What somebody said when they were asked to come in. */
export const callInAnswers = { yes: 'Comes in', no: 'Cannot', 'no-answer': 'Not reached' } as const
export type CallInAnswer = keyof typeof callInAnswers

/** How coming in is made good, agreed when they say yes. */
export const callInPays = { paid: 'Paid', toil: 'TOIL' } as const
export type CallInPay = keyof typeof callInPays
