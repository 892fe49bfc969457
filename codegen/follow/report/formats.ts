/** The formats of the report of `motorized follow`. */
export const FOLLOW_FORMATS = ['text', 'markdown', 'json'] as const;

export type FollowFormat = (typeof FOLLOW_FORMATS)[number];
