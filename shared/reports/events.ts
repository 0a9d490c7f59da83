/** What can happen to reports. */
export type ReportEvent = 'report-frozen' | 'workforce-counted'
