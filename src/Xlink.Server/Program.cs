return await Xlink.Server.Hosting.ServerCommand.RunAsync(args);
