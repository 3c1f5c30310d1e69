/** The intrinsic functions by name, all eighteen but `States.Format`, which `call.ts` applies itself. */
import { arrayFunctions } from "./array-functions.ts";
import type { Intrinsic, Intrinsics } from "./intrinsic.ts";
import { numberFunctions } from "./number-functions.ts";
import { textFunctions } from "./text-functions.ts";

const functions: Intrinsics = { ...arrayFunctions, ...textFunctions, ...numberFunctions };

export const intrinsicNamed = (name: string): Intrinsic | undefined => functions[name];
