"""The contents pages: one module for each thing that an office asks for. They compose the rooms and pass
values between them."""

# What every worker loads before its first job.
WORKER_LIBRARIES = ("generator.workflows.steps.worker_libraries",)
