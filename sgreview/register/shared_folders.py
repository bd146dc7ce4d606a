"""Whether a register would lie where several machines write: SQLite's locks do not hold there, and copies leak."""

import os
from pathlib import Path, PureWindowsPath

#: How programs that copy folders elsewhere name them; compared in lower case with the beginning of each folder's name.
SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "icloud",
    "mobile documents",
    "nextcloud",
    "owncloud",
    "pcloud",
    "box sync",
    "sharepoint",
    "seafile",
)

#: Kinds of file system that are another machine's, as Linux names them.
NETWORK = (
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "ceph",
    "davfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.gvfsd-fuse",
    "fuse.glusterfs",
)

MOUNTS = Path("/proc/mounts")


def looks_shared(path: Path) -> str:
    """Why a place looks shared or synced, as the end of a sentence (``it lies in ...``); empty where it does not."""
    written = str(path)
    if written.startswith(("\\\\", "//")) and not written.startswith(("\\\\?\\", "\\\\.\\")):
        return "it lies on another machine's share"
    absolute = path.absolute()
    for folder in absolute.parts[:-1] + PureWindowsPath(written).parts[:-1]:
        if folder.lower().startswith(SYNCED) or folder == "Box":
            return f"it lies in the synced folder {folder}"
    if any((parent / ".stfolder").exists() for parent in absolute.parents):
        return "it lies in a folder that Syncthing copies"
    if os.name == "nt":
        return "it lies on a network drive" if _windows_network_drive(absolute) else ""
    return _network_mount(absolute)


def _network_mount(path: Path) -> str:
    """The network file system that a path lies on, by the longest mount point above it."""
    try:
        listed = MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""  # not Linux: nothing is known, and nothing is claimed
    resolved = path.resolve()
    above = {str(parent) for parent in (resolved, *resolved.parents)}
    nearest, kind = "", ""
    for line in listed:
        point, _, rest = line.partition(" ")[2].partition(" ")
        point = point.replace("\\040", " ")
        if point in above and len(point) >= len(nearest):
            nearest, kind = point, rest.split(" ")[0]
    return f"it lies on a network file system ({kind})" if kind in NETWORK else ""


def _windows_network_drive(path: Path) -> bool:
    """Whether Windows calls the path's drive a remote one."""
    import ctypes

    remote = 4
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  mypy on other systems does not know windll
    return bool(kernel.GetDriveTypeW(path.drive + "\\") == remote)
