/** The parameters of a template. Nobody gives them values here: each must have a default. */
import { BOOTSTRAP_PARAMETER, type Json, type TemplateParameter } from "./template.ts";

type ReadSsm = (name: string) => string | undefined;

const SSM = "AWS::SSM::Parameter::Value<String>";

const READERS: Readonly<Record<string, (value: string, ssm: ReadSsm) => Json | undefined>> = {
  String: (value) => value,
  Number: (value) => value,
  CommaDelimitedList: (value) => value.split(",").map((item) => item.trim()),
  [SSM]: (value, ssm) => ssm(value),
};

/** What is wrong with a template's parameter before anything is made. */
export const parameterProblem = (
  place: string,
  name: string,
  { Type, Default }: TemplateParameter,
): readonly string[] => {
  if (name === BOOTSTRAP_PARAMETER) return [];
  if (!Object.hasOwn(READERS, Type)) {
    return [`a parameter of type ${Type} (${place}) is not supported by the embedded runtime`];
  }
  return Default === undefined ? [`a parameter without Default (${place}) has no value here`] : [];
};

/** Throws an error when the parameter names an SSM parameter that nothing made. */
export const parameterValue = ({ Type, Default = "" }: TemplateParameter, ssm: ReadSsm): Json => {
  const value = READERS[Type]?.(String(Default), ssm);
  if (value === undefined) throw new Error(`no earlier stack made the SSM parameter '${Default}'`);
  return value;
};
