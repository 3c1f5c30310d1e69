/** The AWS REST JSON protocol: an operation is a method and a path, its fields are headers and JSON. */
import type { AwsRequest, AwsResponse } from "./contracts.ts";
import { AwsError, notSupported } from "./json-protocol.ts";

export interface RestCall {
  /** The named parts of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly request: AwsRequest;
}

export interface RestOperation {
  readonly name: string;
  readonly method: string;
  /** Whole path, with a named group per parameter. */
  readonly path: RegExp;
  readonly run: (call: RestCall) => Promise<AwsResponse> | AwsResponse;
}

export const restAnswer = (status: number, body: object): AwsResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const errorAnswer = ({ code, message, status, extra }: AwsError): AwsResponse => {
  const { headers, body, ...rest } = restAnswer(status, { Type: status < 500 ? "User" : "Service", message, ...extra });
  return { ...rest, body, headers: { ...headers, "x-amzn-errortype": code } };
};

const decoded = (groups: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));

/** `handle` of a service from the table of its operations. */
export const restService = (service: string, operations: readonly RestOperation[]) => {
  const dispatch = (request: AwsRequest): Promise<AwsResponse> | AwsResponse => {
    const { pathname } = request.url;
    for (const { method, path, run } of operations) {
      const match = method === request.method ? path.exec(pathname) : null;
      if (match) return run({ path: decoded(match.groups), request });
    }
    throw notSupported(service, `${request.method} ${pathname}`);
  };

  return async (request: AwsRequest): Promise<AwsResponse> => {
    try {
      const { headers, ...rest } = await dispatch(request);
      return { ...rest, headers: { ...headers, "x-amzn-requestid": request.requestId } };
    } catch (error) {
      if (error instanceof AwsError) return errorAnswer(error);
      throw error;
    }
  };
};
