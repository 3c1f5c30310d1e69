/**
 * The `Date` of a thread that runs on the embedded runtime's clock.
 *
 * Only "what time is it" changes: dates built from arguments, `performance.now()` and timers stay as they are.
 */

/** Milliseconds by which the shared clock is ahead of the machine's; one 64-bit integer that all threads read. */
export const readOffset = (offset: BigInt64Array): number => Number(Atomics.load(offset, 0));

/** Makes the global `Date` of this thread read the machine's clock plus the shared offset. */
export const installVirtualDate = (shared: SharedArrayBuffer): void => {
  const offset = new BigInt64Array(shared);
  const MachineDate = globalThis.Date;
  const machineNow = MachineDate.now;
  const now = (): number => machineNow() + readOffset(offset);

  const VirtualDate = new Proxy(MachineDate, {
    // `newTarget` is passed on, so that a class which extends `Date` stays itself.
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
  });

  MachineDate.now = now;
  // Without it, `new date.constructor()` would still read the machine's clock.
  MachineDate.prototype.constructor = VirtualDate;
  globalThis.Date = VirtualDate;
};
