/** The value of `work`, or undefined when it takes longer than `ms` of real time; `work` itself goes on. */
export const withinTime = async <T>(work: Promise<T>, ms: number): Promise<T | undefined> => {
  const limit = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => limit.resolve(undefined), ms);
  try {
    return await Promise.race([work, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
};
