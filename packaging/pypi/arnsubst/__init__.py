"""Turns the AWS Secrets Manager ARNs in pipeline YAML into values. The command is a Node program; this package starts it."""
