import { spec } from '../support/release/release.js';
import type { ApiClass } from './driver-api.js';

/** A class without the members that the spec omits, which wrappers replace with others. */
export function compared(api: ApiClass): ApiClass {
  const omitted = spec.classes.find((each) => each.class === api.name)?.omitted ?? [];
  const isCompared = ({ member, isStatic }: { member: string; isStatic: boolean }): boolean =>
    !omitted.some((each) => each.member === member && each.static === isStatic);
  return { ...api, methods: api.methods.filter(isCompared), properties: api.properties.filter(isCompared) };
}
