const words: Readonly<Record<string, string>> = {
  'referrals.record': 'opened the record',
  'referrals.find': 'saw it among search results',
  'allocations.board': 'saw the board',
  'allocations.candidates': 'looked for somebody to send',
  'allocations.ofReferral': 'saw who had been sent',
  'allocations.myDuty': 'had it as a job',
  'privacy.previewExport': 'prepared an export',
  'privacy.exported': 'fetched an export',
  'privacy.findPerson': 'saw it among search results',
  'privacy.recordRights': 'saw corrections and notes',
}

/** How somebody came to see a record, from the question that was asked. @example lookWords('referrals.record') // 'opened the record' */
export const lookWords = (query: string): string => words[query] ?? `asked ${query}`
