/** The errors of Step Functions, by the names that its API reference gives them. */
import { AwsError } from "../json-protocol.ts";

export const invalidArn = (arn: string): AwsError => new AwsError("InvalidArn", `Invalid Arn: '${arn}'`);

export const invalidName = (name: string): AwsError => new AwsError("InvalidName", `Invalid Name: '${name}'`);

export const invalidDefinition = (problems: readonly string[]): AwsError =>
  new AwsError("InvalidDefinition", `Invalid State Machine Definition: '${problems.join(", ")}'`);

export const machineDoesNotExist = (arn: string): AwsError =>
  new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);

export const machineAlreadyExists = (arn: string): AwsError =>
  new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);

export const machineDeleting = (arn: string): AwsError =>
  new AwsError("StateMachineDeleting", `State Machine is being deleted: '${arn}'`);

export const executionDoesNotExist = (arn: string): AwsError =>
  new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);

export const executionAlreadyExists = (arn: string): AwsError =>
  new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);

export const invalidExecutionInput = (reason: string): AwsError =>
  new AwsError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${reason}'`);

export const executionNotRedrivable = (reason: string): AwsError => new AwsError("ExecutionNotRedrivable", reason);

export const missingRequiredParameter = (message: string): AwsError =>
  new AwsError("MissingRequiredParameter", message);

export const invalidToken = (reason: string): AwsError => new AwsError("InvalidToken", `Invalid Token: '${reason}'`);

export const invalidOutput = (reason: string): AwsError => new AwsError("InvalidOutput", `Invalid Output: '${reason}'`);

export const taskDoesNotExist = (): AwsError =>
  new AwsError("TaskDoesNotExist", "Task Does Not Exist: 'No task has this token'");

export const taskTimedOut = (): AwsError =>
  new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
