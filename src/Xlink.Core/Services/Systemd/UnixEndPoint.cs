using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Xlink.Services.Systemd;

/// <summary>The address of a Unix socket (<c>sockaddr_un</c>), which netstandard2.0 lacks. A path that begins with <c>@</c> is in the abstract name space.</summary>
internal sealed class UnixEndPoint(string path) : EndPoint
{
    private const int FamilyLength = 2;

    public override AddressFamily AddressFamily => AddressFamily.Unix;

    public override SocketAddress Serialize()
    {
        var isAbstract = path[0] == '@';
        var bytes = Encoding.UTF8.GetBytes(isAbstract ? '\0' + path.Substring(1) : path + '\0');
        var address = new SocketAddress(AddressFamily.Unix, FamilyLength + bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            address[FamilyLength + i] = bytes[i];
        }

        return address;
    }
}
