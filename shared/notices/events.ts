/** What can happen to notices. None says what a notice was about. */
export type NoticeEvent =
  | 'notice-choices-kept'
  | 'notices-snoozed'
  | 'notice-device-added'
  | 'notice-device-removed'
  | 'notice-test-asked'
  | 'notice-not-delivered'
  | 'notice-rung-about'
