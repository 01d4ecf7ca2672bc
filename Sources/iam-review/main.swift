import CProcess
import Platform

iamr_keep_memory_private()
iamr_return_large_buffers()
ProcessEnvironment.ignoreFileSizeSignal()
ProcessEnvironment.exit(CommandLineTool.run(ProcessEnvironment.arguments))
