/**
 * Copied beside the bundle of a function, and called in its place: gives the function's name to every AWS call that it
 * makes (in the user agent), and prints what each invocation took.
 */
process.env.AWS_SDK_UA_APP_ID = process.env.AWS_LAMBDA_FUNCTION_NAME;

const bundle = await import("./index.mjs");

export const handler = async (event, context) => {
  const start = performance.now();
  const cpu = process.threadCpuUsage();
  try {
    return await bundle.handler(event, context);
  } finally {
    const { user, system } = process.threadCpuUsage(cpu);
    const sonde = {
      at: performance.timeOrigin + performance.now(),
      route: event.routeKey ?? "",
      messages: event.Records?.length ?? null,
      ms: performance.now() - start,
      cpuMs: (user + system) / 1000,
    };
    console.log(JSON.stringify({ sonde }));
  }
};
