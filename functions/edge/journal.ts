import { Logger } from "@aws-lambda-powertools/logger";
import type { Journal } from "#ports/system.ts";

/** One JSON line per entry; `code` is registered, texts are not parsed. No document content, no personal data. */
export const makeJournal = (serviceName: string): Journal & { readonly logger: Logger } => {
  const logger = new Logger({ serviceName, logLevel: "INFO" });
  return {
    logger,
    info: (code, details = {}) => logger.info(code, { ...details }),
    error: (code, details = {}) => logger.error(code, { ...details }),
  };
};
