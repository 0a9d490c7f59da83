declare const brand: unique symbol

/**
 * A value that has been checked once, at the edge, and is told apart by the compiler ever after.
 *
 * @example type ReferralId = Brand<string, 'ReferralId'>
 */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
