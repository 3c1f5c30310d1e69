/** The REST JSON protocol, as far as one route needs it. */
import type { z } from "zod";
import type { AwsRequest, AwsResponse } from "../contracts.ts";
import { AwsError, notSupported } from "../json-protocol.ts";

const answer = (request: AwsRequest, status: number, body: object, headers: Record<string, string> = {}) => ({
  status,
  headers: { "content-type": "application/json", "x-amzn-requestid": request.requestId, ...headers },
  body: JSON.stringify(body),
});

export const restService =
  (service: string, routes: Readonly<Record<string, (request: AwsRequest) => object>>) =>
  async (request: AwsRequest): Promise<AwsResponse> => {
    const route = `${request.method} ${request.url.pathname}`;
    try {
      const handler = Object.hasOwn(routes, route) ? routes[route] : undefined;
      if (!handler) throw notSupported(service, route);
      return answer(request, 200, handler(request));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return answer(request, error.status, { message: error.message }, { "x-amzn-errortype": error.code });
    }
  };

/** The body of a request; throws `BadRequestException`, or `NotImplemented` naming a member that `schema` does not know. */
export const bodyOf = <T>(service: string, request: AwsRequest, schema: z.ZodType<T>): T => {
  const parsed = schema.safeParse(JSON.parse(request.body.toString("utf8")));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === "unrecognized_keys") throw notSupported(service, [...issue.path, ...issue.keys].join("."));
  throw new AwsError("BadRequestException", `${issue?.path.join(".")}: ${issue?.message}`);
};
