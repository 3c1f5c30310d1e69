/** What time it is on the platform: that of AWS, or of the runtime on this machine, whose clock may have been moved forward. */
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import * as z from "zod";
import { parameterName } from "../naming.ts";
import type { Stade } from "../stade.ts";

const Answer = z.object({ headers: z.object({ date: z.string() }) });

/** As the platform dates its answers, to the second: legal delays are of its days, not of this machine's. */
export const readPlatformClock = async (stade: Stade): Promise<Date> => {
  let date: Date | undefined;
  const ssm = new SSMClient({});
  ssm.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      date = new Date(Answer.parse(result.response).headers.date);
      return result;
    },
    // Beside the wire: what comes later in the stack has let go of the headers.
    { step: "deserialize", priority: "low" },
  );
  await ssm.send(new GetParameterCommand({ Name: parameterName(stade, "tables/factures/name") }));
  if (date === undefined) throw new Error("the platform did not date its answer");
  return date;
};
