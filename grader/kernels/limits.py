"""What one kernel may use before it is stopped."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one kernel, together with every process it starts.

    Attributes
    ----------
    memory_mb
        Memory beyond what the course's packages already take. An ordinary cell that asks for more gets
        a ``MemoryError``; a kernel whose processes together take more is killed.
    cpu_seconds
        Processor time of all its processes; 0 means no bound (an app that lives for days).
    processes
        Processes and threads alive at once.
    disk_mb
        The scratch folder, and thereby the largest file; it lives in memory and dies with the kernel.
    output_mb
        Output of one cell; the rest is dropped.
    """

    memory_mb: int = 2048
    cpu_seconds: int = 900
    processes: int = 64
    disk_mb: int = 256
    output_mb: int = 20
